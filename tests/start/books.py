"""Workbooks as offices keep them: a title above the header, merged cells, sums by formulas, notes below the table."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from pathlib import Path

import openpyxl


@dataclass(frozen=True)
class Sum:
    """A formula and the value that the spreadsheet program last showed; without one it was never calculated."""

    formula: str
    value: object = None


Rows = list[list[object]]


def write_book(path: Path, sheets: dict[str, Rows], merged: dict[str, list[str]] | None = None) -> Path:
    """Write an Excel workbook; formulas with the values that a spreadsheet program would have left in them."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    shown: dict[tuple[int, str], object] = {}
    for number, (name, rows) in enumerate(sheets.items(), start=1):
        sheet = book.create_sheet(name)
        for i, row in enumerate(rows, start=1):
            for j, cell in enumerate(row, start=1):
                if isinstance(cell, Sum):
                    place = sheet.cell(i, j, cell.formula)
                    shown[number, place.coordinate] = cell.value
                elif cell is not None:
                    sheet.cell(i, j, cell)
        for area in (merged or {}).get(name, []):
            sheet.merge_cells(area)
    book.save(path)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for (number, address), value in shown.items():
        part = f"xl/worksheets/sheet{number}.xml"
        text = parts[part].decode()
        left = "<v/>" if value is None else f"<v>{value}</v>"
        pattern = rf'(<c r="{address}"[^>]*>\s*<f>[^<]*</f>)\s*(?:<v\s*/>|<v></v>)'
        new, count = re.subn(pattern, rf"\g<1>{left}", text)
        assert count == 1, address
        parts[part] = new.encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def chinese_people(path: Path) -> Path:
    """Return a list of projects with a column for each of four reviewers and their mean by a formula.

    Title in row 1, header in row 3, an empty column, a row of means and a note below.
    """
    marks = [[82, 85, 88, 81], [90, 92, 91, 95], [70, 75, 66, 73], [88.5, 84, 86, 85.5], [60, 71, 65, 64]]
    names = ["城市种子库", "夜间公交", "社区维修站", "河道治理", "乡村书屋"]
    rows: Rows = [
        ["2025年度社区项目评审得分汇总表"],
        [],
        ["序号", "项目编号", "项目名称", None, "专家1", "专家2", "专家3", "专家4", "平均分", "备注"],
    ]
    for i, (name, given) in enumerate(zip(names, marks, strict=True), start=1):
        line = i + 3
        rows.append([i, f"XM-{i:02}", name, None, *given, Sum(f"=AVERAGE(E{line}:H{line})", sum(given) / 4), None])
    means = [Sum(f"=AVERAGE({c}4:{c}8)", sum(m[j] for m in marks) / 5) for j, c in enumerate("EFGH")]
    rows.append([None, None, "平均", None, *means, None, None])
    rows.append([])
    rows.append(["注：评分采用百分制，由评审专家独立给出。"])
    return write_book(path, {"评审汇总": rows}, {"评审汇总": ["A1:J1"]})


def chinese_wide(path: Path) -> Path:
    """Return one row for each reviewer and unit, the unit merged over its reviewers, criteria with their points.

    Units and reviewers have sheets of their own.
    """
    units: Rows = [
        ["单位代码", "单位名称", "批次"],
        ["A01", "绿色联盟", "第一批"],
        ["A02", "智造联盟", "第一批"],
        ["A03", "海洋联盟", "第二批"],
    ]
    people: Rows = [["专家编号", "姓名", "工作单位"], ["Z1", "王一", "甲大学"], ["Z2", "李二", "乙研究院"]]
    header: list[object] = [
        "单位代码",
        "专家编号",
        "组织建设（30分）",
        "技术\n创新（50分）",
        "社会效益（20分）",
        "得分合计",
    ]
    given = {
        "A01": [(28, 45, 18), (25, 41.5, 17)],
        "A02": [(20, 30, 12), (22, 33, 15)],
        "A03": [(30, 50, 19), (29, 48, 20)],
    }
    rows: Rows = [["联盟活跃度评价专家评分表"], header]
    merged = []
    for unit, sheets in given.items():
        first = len(rows) + 1
        for i, marks in enumerate(sheets):
            line = len(rows) + 1
            rows.append([unit if i == 0 else None, f"Z{i + 1}", *marks, Sum(f"=SUM(C{line}:E{line})", sum(marks))])
        merged.append(f"A{first}:A{first + 1}")
    rows.append(["合计", None, 154, 247.5, 101, 502.5])
    return write_book(
        path, {"填表说明": [["请勿改动表头"]], "联盟名单": units, "专家名单": people, "评分": rows}, {"评分": merged}
    )


def chinese_sheets(path: Path) -> Path:
    """Return one sheet for each of three reviewers, all with the same columns, and a list of what they are about."""
    given = {
        "张三": [(28, 17), (20, 11), (25, 15)],
        "李四": [(26, 18), (22, 14), (24, 12)],
        "王五": [(30, 19), (18, 11), (None, 15)],
    }
    units = [("K1", "城市种子库"), ("K2", "夜间公交"), ("K3", "乡村书屋")]
    sheets: dict[str, Rows] = {"填表说明": [["请各位专家独立评分"]]}
    for name, marks in given.items():
        rows: Rows = [
            [f"2025年社区项目专家评分表（{name}）"],
            ["项目编号", "项目名称", "项目质量（30分）", "社会效益（20分）", "小计"],
        ]
        rows += [[*unit, *own, sum(m or 0 for m in own)] for unit, own in zip(units, marks, strict=True)]
        sheets[name] = [*rows, ["合计", None, 73, 43, 116]]
    return write_book(path, sheets, {name: ["A1:E1"] for name in given})


def english_two_rows(path: Path) -> Path:
    """Return criteria below the merged names of their areas; code, project and judge are merged downwards."""
    rows: Rows = [
        ["Festival grants 2025"],
        ["Code", "Project", "Judge", "Quality", None, "Use", None, "Remarks"],
        [None, None, None, "Idea (10 points)", "Method (10 points)", "Reach (5 points)", "Sum", None],
        ["F1", "Open stage", "Ann", 8, 7, 4, 19, None],
        ["F1", "Open stage", "Bo", 6, 7, 5, 18, "late"],
        ["F2", "Street choir", "Ann", 9, 9, 3, 21, None],
        ["F2", "Street choir", "Bo", 10, 8, 2, 20, None],
    ]
    merged = ["A1:H1", "A2:A3", "B2:B3", "C2:C3", "D2:E2", "F2:G2", "H2:H3"]
    return write_book(path, {"Marks": rows}, {"Marks": merged})


def english_words(path: Path, words: tuple[str, str, str] = ("Excellent", "Good", "Poor")) -> Path:
    """Return marks that are words, some of them in small letters."""
    best, middle, least = words
    rows: Rows = [
        ["Code", "Course", "Reviewer", "Content", "Teaching"],
        ["C1", "Algebra", "A", best, middle],
        ["C1", "Algebra", "B", middle.lower(), best],
        ["C2", "Botany", "A", least, middle],
        ["C2", "Botany", "B", least, least],
    ]
    return write_book(path, {"Reviews": rows})


def english_long(path: Path) -> Path:
    """Return one mark a row; reviewers by their full names, no codes of the projects."""
    marks = {"Night buses": [(4, 5), (3, 4)], "Repair cafés": [(2, 3), (3, 3)], "A library of seeds": [(5, 5), (4, 5)]}
    rows: Rows = [["Project", "Reviewer", "Criterion", "Score", "Comment"]]
    for project, sheets in marks.items():
        for person, (merit, reach) in zip(("Ada Lovelace", "Emmy Noether"), sheets, strict=True):
            rows += [[project, person, "Scientific merit", merit, None], [project, person, "Reach", reach, "ok"]]
    return write_book(path, {"Marks": rows})


def chinese_scores(path: Path) -> Path:
    """Return final scores with tiers beside them, and a note below."""
    rows: Rows = [
        ["教学成果奖评审结果（2024年）"],
        ["序号", "课程名称", "类别", "总分", "等级", "名次"],
        [1, "线性代数", "理科", 93.5, "一等奖", 1],
        [2, "素描基础", "文科", 88, "二等奖", 2],
        [3, "伦理学", "文科", 85.5, "二等奖", 3],
        [4, "植物学", "理科", 71, "三等奖", 4],
        ["制表：教务处"],
    ]
    return write_book(path, {"Sheet1": rows, "Sheet2": []})


def chinese_matrix(path: Path) -> Path:
    """Return one row a project: below each of three reviewers, merged, the criteria with their points and their sum."""
    given = {
        ("XM-01", "城市种子库"): [(28, 35, 25), (25, 38, 27), (22, 32, 30)],
        ("XM-02", "夜间公交"): [(20, 30, 21), (18, 31, 20), (25, 29, 22)],
    }
    criteria = ["创新性（30分）", "可行性（40分）", "效益（30分）", "小计"]
    rows: Rows = [
        ["序号", "项目编号", "项目名称", *(cell for n in "123" for cell in (f"专家{n}", None, None, None)), "总分"],
        [None, None, None, *criteria * 3, None],
    ]
    for i, (unit, sheets) in enumerate(given.items(), start=1):
        marks = [cell for sheet in sheets for cell in (*sheet, sum(sheet))]
        rows.append([i, *unit, *marks, round(sum(map(sum, sheets)) / 3, 2)])
    merged = ["A1:A2", "B1:B2", "C1:C2", "D1:G1", "H1:K1", "L1:O1", "P1:P2"]
    return write_book(path, {"评分矩阵": rows}, {"评分矩阵": merged})


def english_matrix(path: Path) -> Path:
    """Return one row a project: below each criterion, merged, a column for each reviewer by name."""
    rows: Rows = [
        ["Code", "Project", "Merit (10)", None, "Reach (5)", None],
        [None, None, "Ada", "Emmy", "Ada", "Emmy"],
        ["P1", "Night buses", 7, 8, 3, 4],
        ["P2", "Repair cafés", 5, None, 2, 5],
    ]
    return write_book(path, {"Matrix": rows}, {"Matrix": ["A1:A2", "B1:B2", "C1:D1", "E1:F1"]})
