"""The data package beside the pages of an edition: what is published as long tables for those who compute."""
