"""Letters to those that were evaluated and to those that reviewed: a template with what is the addressee's own."""
