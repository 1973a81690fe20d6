"""What an inspection found wrong becomes a rectification, whether it was entered or came back on the inspector's sheet.

Of imported inspections only those of our own sheet (queries/inspection_sheet.py) open one, known by the number that the sheet
gave them: an office that exports its inspections exports its rectifications too, and those must not be opened a second time.
"""

import datetime

ITEMS = {"has_notice": "审核公示单", "has_roster": "长期公示名册", "has_policy": "救助政策要点", "has_hotline": "监督举报电话"}
JUDGED = {"content_accurate": "公示内容不准确", "privacy_ok": "公示泄露隐私"}
CELLS = (*ITEMS, *JUDGED, "issues")
OWN_SHEET = "regexp_matches(insp_id, '^JC.+-' || village_code || '-[0-9a-f]{6}$')"


def sheet_number(period: str, village: str, batch: str) -> str:
    """检查编号 on our own sheet, by which OWN_SHEET knows it again; ``batch``: six hexadecimal digits."""
    return f"JC{period}-{village}-{batch}"


def of(said: dict) -> list[str]:
    """What an inspection found wrong, in words for the rectification; empty when nothing."""
    found = [f"{ITEMS[name]}{said[name]}" for name in ITEMS if said.get(name) in ("无", "破损")]
    found += [words for name, words in JUDGED.items() if said.get(name) is False]
    return found + ([said["issues"]] if said.get("issues") else [])


def rectification(cursor, number: str, day: datetime.date, village: str, town: str, problems: list[str]) -> dict:
    """The problem with its deadline (rectify-list-q): 立行立改 within the policy's working days, the town answers for its boards."""
    deadline = cursor.execute("select nth_working_day(cast($1 as date), cast(policy_number('immediate_wd') as integer))", [day]).fetchone()[0]
    known = cursor.execute("select 1 from org_units where unit_code = ?", [town]).fetchone()
    return {"rect_id": "ZG-" + number.removeprefix("XC-"), "source_type": "公示检查", "source_id": number, "issue": f"{village}：{'；'.join(problems)}",
            "issue_date": day, "deadline": deadline, "resp_unit": town if known else None}


def open_for_sheets(cursor, who: str) -> int:
    """Opens what stored inspections of our own sheet found wrong and nothing was opened for; returns how many.

    A rectification carries the file of its inspection, so that an undo takes both back; one that somebody worked on
    since has a newer version, which stays. On paper 发现问题 may say 无: it counts only beside 不合格 or a bad item.
    """
    from data.entry import enter  # late: entering goes through intake, which calls this

    rows = cursor.execute(f"""
        select insp_id, insp_date, village_name, town_code, result, file, digest, {', '.join(CELLS)}
        from publicity_inspections p join villages using (village_code) join imports i on i.import_id = p._import
        where {OWN_SHEET} and rect_id is null and not exists (
            select 1 from rectifications r where r.source_id = p.insp_id or r.rect_id = 'ZG-' || p.insp_id)
        order by insp_id""").fetchall()
    files: dict[tuple[str, str], list[dict]] = {}
    for number, day, village, town, result, file, digest, *cells in rows:
        said = dict(zip(CELLS, cells, strict=True))
        if result == "不合格" or of(said | {"issues": None}):
            found = rectification(cursor, number, day, village, town, of(said) or ["检查不合格"])
            files.setdefault((file, digest), []).append(found)
    for (file, digest), found in files.items():
        enter(cursor, who, "rectifications", found, file=file, digest=digest)
    return sum(map(len, files.values()))
