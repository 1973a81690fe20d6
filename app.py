"""Mingjian 明鉴: every door. ``python app.py`` serves; ``python app.py --help`` names the others.

DuckDB lets one process in: while the server runs, the other doors hand their words to it
(data/handover.py) and answer the same.
"""

import argparse
import getpass
import logging
import sys
from pathlib import Path

from data import stopping
from data.handover import Talk, server_runs, work
from data.refusal import Refused, sentence
from data.settings import settings


def command_line() -> argparse.ArgumentParser:
    """The words of every door, with help in Chinese first."""
    parser = argparse.ArgumentParser(prog="python app.py",
                                     description="明鉴：社会救助购买服务监督看板。不带参数即启动网页服务。(Without a word it serves.)")
    doors = parser.add_subparsers(dest="door", metavar="命令")
    found = doors.add_parser("ingest", help="导入文件或文件夹 (import files or folders)")
    found.add_argument("paths", nargs="+", metavar="PATH")
    found = doors.add_parser("ask", help="回答一个问题，与网页所示相同 (answer a question)",
                             epilog="问题的参数写成 --名称 值，例如 --period 2021H1 --by town；见 python app.py questions")
    found.add_argument("question")
    found.add_argument("--as", dest="user", metavar="USER", help="按该用户可见的范围回答")
    found.add_argument("--profile", metavar="NAME", help="按另一地区的政策方案判定，不改变任何数据 (judged by another profile)")
    found.add_argument("--select", metavar="SQL", help="只要由答案算出的一个数，如 \"sum(completed)\" (one figure worked out from the answer)")
    found.add_argument("--format", choices=("json", "csv", "xlsx"), default="json")
    found.add_argument("--out", metavar="FILE", help="写入文件，而不是屏幕")
    doors.add_parser("config", help="列出每项设置的值和来源；有误则逐条说明 (every setting, its value and where it comes from)")
    doors.add_parser("questions", help="列出所有问题、参数和列 (every question)")
    found = doors.add_parser("demo", help="把样例县载入空的数据目录 (load the sample county)")
    found.add_argument("--if-empty", action="store_true", help="已有别的数据时什么也不做")
    found = doors.add_parser("audit", help="列出不该存在的行，有则退出码为 1 (rows that must not exist)")
    found.add_argument("--chain", action="store_true", help="逐行核对操作日志，指出被改动或删除的行 (prove the audit log)")
    found.add_argument("--noted", default="", metavar="LINK", help="以前记下的最后一环，核对它还在 (a link noted earlier must still be there)")
    found = doors.add_parser("backup", help="把数据目录加密备份成一个文件，并打开核对 (a proven, encrypted copy)")
    found.add_argument("folder", metavar="DIR", help="放备份文件的文件夹")
    found = doors.add_parser("copy", help="给其他程序读的数据副本：只有数据表，脱敏，不含账号、日志和密封内容 (masked tables for other readers)")
    found.add_argument("file", metavar="FILE", help="副本文件（DuckDB）")
    found = doors.add_parser("restore", help="用备份文件替换数据目录；先停止服务，原目录保留在旁边 (put a backup in the store's place)")
    found.add_argument("file", metavar="FILE")
    users = doors.add_parser("user", help="账号 (accounts)").add_subparsers(dest="deed", required=True, metavar="add|set|reset")
    found = users.add_parser("add", help="新建账号；首次登录须改密码 (new account)")
    found.add_argument("name")
    found.add_argument("--role", required=True)
    found.add_argument("--region", default="", metavar="CODE", help="行政区划代码前缀，空为全县")
    found.add_argument("--contractor", metavar="CODE", help="统一社会信用代码")
    found.add_argument("--unit", metavar="CODE", help="评分时代表的单位（单位表中的编码）")
    found.add_argument("--password-stdin", action="store_true", help="从标准输入读密码")
    found = users.add_parser("set", help="改账号评分时代表的单位 (the unit an account rates for)")
    found.add_argument("name")
    found.add_argument("--unit", required=True, metavar="CODE", help="单位表中的编码；空为不代表单位")
    found = users.add_parser("reset", help="一次性密码，解锁并取消动态口令：管理员丢了手机或密码时 (back in, from this machine)")
    found.add_argument("name")
    return parser


def parse(words: list[str]) -> argparse.Namespace:
    """The words as arguments; ``given`` holds a question's own parameters."""
    parser = command_line()
    arguments, rest = parser.parse_known_args(words)
    if rest and arguments.door != "ask":
        parser.error("unrecognized arguments: " + " ".join(rest))
    arguments.given = {}
    rest = [part for word in rest for part in (word.split("=", 1) if word.startswith("--") else [word])]
    while rest:
        name, *rest = rest
        if not name.startswith("--") or not rest:
            parser.error(sentence("bad_pair", name=name))
        arguments.given[name[2:].replace("-", "_")], *rest = rest
    return arguments


def ingest(arguments, talk: Talk) -> int:
    from data import database
    from data.alerts.watch import Watch
    from data.clock import next_looks
    from data.intake import files_of
    from data.intake import ingest as take

    met, paths = set(), files_of([talk.folder / path for path in arguments.paths])
    with stopping.ends_first("stopping_after_file"):
        for place, path in enumerate(paths):
            if stopping.asked():
                talk.say(sentence("ingest_stopped", done=place, left=len(paths) - place))
                return stopping.code()
            outcome = take(path, "本机管理员")
            talk.say(f"{outcome.file}：{outcome.sentence}")
            met.add(outcome.status)
    if "imported" in met and not next_looks() and not stopping.asked():  # beside a server its clock does it
        try:
            Watch().look()
        except database.Error:  # the files are in; the next start finds the alerts
            logging.getLogger("mingjian").exception("alerts")
    return 2 if met & {"refused", "failed"} else 0


def ask(arguments, talk: Talk) -> int:
    import queries
    from data import database
    from data.viewer import machine_administrator
    from queries.export import write

    viewer = machine_administrator()
    if arguments.user:
        from data.people import viewer_of
        viewer = viewer_of(arguments.user)
    answer = queries.ask(arguments.question, viewer, None, arguments.profile, **arguments.given)
    asked_as = {"as": arguments.user} if arguments.user else {}  # who asked sits at this machine, whosever rights are looked through
    database.store().log(machine_administrator().name, "ask", question=arguments.question, **asked_as, **arguments.given)
    talk.give(write(answer.select(arguments.select) if arguments.select else answer, arguments.format))
    return 0


def questions(arguments, talk: Talk) -> int:
    from queries.export import catalogue

    talk.give(catalogue().encode())
    return 0


def demo(arguments, talk: Talk) -> int:
    from data.samples import load

    with stopping.ends_first("stopping_after_file"):
        done = load(talk.say, arguments.if_empty)
    return done if done == 0 else stopping.code()


def audit(arguments, talk: Talk) -> int:
    if arguments.chain:
        from data.audit_chain import proof

        found, whole = proof(arguments.noted)
        for one in found or [whole]:
            talk.say(one)
        return 1 if found else 0
    from data.audits import findings, said_facts

    found, facts = findings(), said_facts()
    for finding in found:
        talk.say(finding)
    for finding in facts:
        talk.say(f"{sentence('audit_fact')}{finding}")
    talk.say(sentence("audit_done", count=len(found), facts=len(facts)))
    return 1 if found else 0  # findings about the facts are the county's, no fault of the store


def backup(arguments, talk: Talk) -> int:
    from data.backup import backup as copy

    try:
        talk.say(sentence("backup_done", path=copy(talk.folder / arguments.folder, "本机管理员")))
    except OSError as error:
        talk.say(sentence("cannot_write", path=arguments.folder, why=error.strerror))
        return 1
    return 0


def copy(arguments, talk: Talk) -> int:
    from data.copies import copy as tables

    try:
        talk.say(sentence("copy_done", path=tables(talk.folder / arguments.file, "本机管理员")))
    except OSError as error:
        talk.say(sentence("cannot_write", path=arguments.file, why=error.strerror))
        return 1
    return 0


def config() -> int:
    """Of this shell's settings, never a running server's; nothing among them is a secret, the key is only named by its path."""
    from data.settings import Settings, file, origin

    found = settings()
    print(sentence("config_file", path=file(), there="有" if file().exists() else "无"), file=sys.stderr)
    for name, field in Settings.model_fields.items():
        value = found.key_path if name == "key_file" else getattr(found, name)
        print(f"MINGJIAN_{name.upper()}={value}  # {origin(name)}；{field.description}")
    return 0


def restore(words: list[str]) -> int:
    """Never handed to a server: while one runs, its store is not changed under it."""
    from data import backup, database

    try:
        if server_runs():
            raise Refused("restore_while_serving")
        try:
            database.store()
        except database.Locked:
            raise
        except Refused:
            pass  # a store that cannot be opened is why one restores
        database.close_store()
        old = backup.restore(Path(parse(words).file))
        print(sentence("restored", old=old) if old else sentence("restored_empty"), file=sys.stderr)
    except Refused as error:
        print(error, file=sys.stderr)
        return 1
    except OSError as error:
        print(sentence("cannot_write", path=error.filename, why=error.strerror), file=sys.stderr)
        return 1
    return 0


def user(arguments, talk: Talk) -> int:
    from data.people import add_person, set_unit

    if arguments.deed == "reset":
        from data.accounts import reset
        talk.say(sentence("password_reset", name=arguments.name, password=reset(arguments.name, "本机管理员")))
        return 0
    if arguments.deed == "set":
        set_unit(arguments.name, arguments.unit, "本机管理员")
        talk.say(sentence("unit_set", name=arguments.name, unit=arguments.unit or "—"))
        return 0
    add_person(arguments.name, arguments.role, arguments.region, arguments.contractor, talk.secret, "本机管理员", arguments.unit)
    talk.say(sentence("person_added", name=arguments.name))
    return 0


DOORS = {"ingest": ingest, "ask": ask, "questions": questions, "demo": demo, "audit": audit, "backup": backup, "copy": copy, "user": user}


def run(words: list[str], talk: Talk) -> int:
    """Works one door in this process; a refusal is one sentence and exit code 1."""
    arguments = parse(words)
    try:
        return DOORS[arguments.door](arguments, talk)
    except Refused as error:
        talk.say(str(error))
        return 1


def main(words: list[str]) -> int:
    """The exit code of a door: 0 done, 1 refused or findings, 2 wrong words or a refused file."""
    arguments = parse(words)
    try:
        settings()
    except Refused as error:
        print(error, file=sys.stderr)
        return 2
    if arguments.door == "config":
        return config()
    if arguments.door is None:
        from components.server import serve
        from pages import make_app
        return serve(make_app, run)
    with stopping.heard():
        try:
            return _door(arguments, words)
        except BaseException:
            if not stopping.asked():
                raise
            print(sentence("interrupted"), file=sys.stderr)
            return stopping.code()


def _door(arguments: argparse.Namespace, words: list[str]) -> int:
    if arguments.door == "restore":
        return restore(words)
    secret = None
    if arguments.door == "user" and arguments.deed == "add":
        secret = sys.stdin.readline().rstrip("\n") if arguments.password_stdin else getpass.getpass("密码：")
    out = getattr(arguments, "out", None)
    if getattr(arguments, "format", None) == "xlsx" and not out and sys.stdout.isatty():
        print(sentence("needs_out"), file=sys.stderr)
        return 2
    return work(run, words, Path.cwd(), secret, Path(out) if out else None)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
