"""Payment approval: 用款申请 -> 审核 -> 登记拨付, and reversal. Each step reads the gate anew inside its own transaction.

What is entered here ends in the datasets payment_tranches and payment_transactions, like what is imported; only
applications on their way have a table of their own. Writes wait for one another (``Store.writing``), so that what a
step has read still holds when it writes: two people at the same moment never pay twice.
"""

import datetime
import decimal

from data import database
from data.contract import contracts
from data.entry import enter
from data.refusal import Refused
from data.viewer import Viewer

# who may do what; that the approver is not the applicant is checked besides
MAY = {"apply": ("finance",), "withdraw": ("finance",), "decide": ("finance", "leader"), "register": ("finance",), "reverse": ("finance",)}
ON_ITS_WAY = ("已申请", "已审核")
COUNTY = 6  # digits of a county's division code: contracts are no town's matter


def may(viewer: Viewer, step: str) -> bool:
    """Whether this person takes part in a step of payment."""
    return viewer.role in MAY[step] and len(viewer.region) <= COUNTY and viewer.contractor is None


def _check(viewer: Viewer, step: str) -> None:
    if not may(viewer, step):
        raise Refused("payment_role", role=viewer.role)


def amount_of(text) -> decimal.Decimal:
    """A sum above zero in yuan and cents, as typed."""
    try:
        found = decimal.Decimal(str(text).replace(",", "").replace("，", "").strip())
    except decimal.InvalidOperation:
        found = decimal.Decimal(0)
    if not found.is_finite() or not 0 < found < 10**12 or found != found.quantize(decimal.Decimal("0.01")):
        raise Refused("payment_amount", value=text)
    return found.quantize(decimal.Decimal("0.01"))


def _row(cursor, sql: str, values: list) -> dict | None:
    cursor.execute(sql, values)
    names = [column[0] for column in cursor.description]
    found = cursor.fetchone()
    return found and dict(zip(names, found, strict=True))


def _open_gate(cursor, contract_no: str, tranche_no: int) -> dict:
    """The tranche as it stands now; Refused with the clause while its condition is not met."""
    tranche = _row(cursor, "select * from tranche_status(?) where contract_no = ? and tranche_no = ?", [database.today(), contract_no, tranche_no])
    if tranche is None or tranche["planned_amount"] is None:
        raise Refused("payment_tranche", contract=contract_no, number=tranche_no)
    if tranche["trigger_date"] is None:
        basis = _row(cursor, "select document, clause, quotation from policy where param = ?", [f"tranche_{tranche_no}_limit_wd"]) or {}
        code = "gate_failed" if tranche["has_failed"] else "gate_shut"
        raise Refused(code, contract=contract_no, number=tranche_no, condition=tranche["trigger_type"],
                      **{name: basis.get(name) or "" for name in ("document", "clause", "quotation")})
    return tranche


def _check_rest(cursor, tranche: dict, amount: decimal.Decimal, but: int | None = None) -> None:
    """What is asked for must not exceed what is left: planned, less what is paid, in transit or asked for by others."""
    key = [tranche["contract_no"], tranche["tranche_no"]]
    transit = cursor.execute("""select coalesce(sum(amount), 0) from payment_transactions
                                where contract_no = ? and tranche_no = ? and txn_status = '在途'""", key).fetchone()[0]
    asked = cursor.execute("""select coalesce(sum(amount), 0) from payment_applications where contract_no = ? and tranche_no = ?
                              and list_contains(?, state) and application_id is distinct from ?""", [*key, ON_ITS_WAY, but]).fetchone()[0]
    rest = tranche["planned_amount"] - tranche["net_paid"] - transit - asked
    if amount > rest:
        raise Refused("payment_rest", amount=f"{amount:,.2f}", rest=f"{max(rest, decimal.Decimal(0)):,.2f}", planned=f"{tranche['planned_amount']:,.2f}",
                      paid=f"{tranche['net_paid']:,.2f}", way=f"{transit + asked:,.2f}")


def _enter_dates(cursor, who: str, tranche: dict, **dates: datetime.date) -> None:
    """Dates into the ledger's row of the tranche; the row is made where the ledger has none yet. A date that stands there stays."""
    key = {name: tranche[name] for name in ("contract_no", "tranche_no")}
    columns = ", ".join(column.name for column in contracts()["payment_tranches"].columns)
    stored = _row(cursor, f"select {columns} from payment_tranches where contract_no = ? and tranche_no = ?", list(key.values()))
    row = stored or key | {"trigger_type": tranche["trigger_type"]}
    new = {name: day for name, day in dates.items() if row.get(name) is None}
    if new or not stored:
        enter(cursor, who, "payment_tranches", [row | new], new=False)


def _application(cursor, number: int, *states: str) -> dict:
    found = _row(cursor, "select * from payment_applications where application_id = ?", [number])
    if found is None:
        raise Refused("payment_application", number=number)
    if found["state"] not in states:
        raise Refused("payment_state", number=number, state=found["state"])
    return found


def apply(viewer: Viewer, contract_no: str, tranche_no: int, amount) -> int:
    """用款申请: asks for an amount of a tranche whose condition is met; returns the application's number."""
    _check(viewer, "apply")
    amount, found = amount_of(amount), {}
    with database.store().writing(viewer.name, "payment applied for", found, contract=contract_no, tranche=tranche_no, amount=amount) as cursor:
        tranche = _open_gate(cursor, contract_no, tranche_no)
        _check_rest(cursor, tranche, amount)
        found["application"] = cursor.execute("""
            insert into payment_applications (contract_no, tranche_no, amount, trigger_date, due_date, planned_amount, state, applied_by, applied_at)
            values (?, ?, ?, ?, ?, ?, '已申请', ?, ?) returning application_id""",
            [contract_no, tranche_no, amount, tranche["trigger_date"], tranche["due_date"], tranche["planned_amount"], viewer.name,
             database.now()]).fetchone()[0]
        _enter_dates(cursor, viewer.name, tranche, request_date=database.today())
    return found["application"]


def approve(viewer: Viewer, number: int) -> None:
    """审核: another person than the applicant agrees; the gate and the rest are read again."""
    _check(viewer, "decide")
    with database.store().writing(viewer.name, "payment approved", application=number) as cursor:
        asked = _application(cursor, number, "已申请")
        if asked["applied_by"] == viewer.name:
            raise Refused("payment_same_person", number=number)
        tranche = _open_gate(cursor, asked["contract_no"], asked["tranche_no"])
        _check_rest(cursor, tranche, asked["amount"], but=number)
        cursor.execute("update payment_applications set state = '已审核', decided_by = ?, decided_at = ? where application_id = ?",
                       [viewer.name, database.now(), number])
        _enter_dates(cursor, viewer.name, tranche, finance_approve_date=database.today())


def send_back(viewer: Viewer, number: int, reason: str) -> None:
    """退回, with one of the reasons that the ledger knows; also of an approved one that is not paid yet."""
    _check(viewer, "decide")
    known = contracts()["payment_tranches"]["hold_reason"].allowed
    if reason not in known:
        raise Refused("payment_reason", known="、".join(known))
    with database.store().writing(viewer.name, "payment sent back", application=number, reason=reason) as cursor:
        if _application(cursor, number, *ON_ITS_WAY)["applied_by"] == viewer.name:
            raise Refused("payment_same_person", number=number)
        cursor.execute("update payment_applications set state = '已退回', reason = ?, decided_by = ?, decided_at = ? where application_id = ?",
                       [reason, viewer.name, database.now(), number])


def withdraw(viewer: Viewer, number: int) -> None:
    """撤回: the applicant takes back what nobody has paid yet."""
    _check(viewer, "withdraw")
    with database.store().writing(viewer.name, "payment withdrawn", application=number) as cursor:
        if _application(cursor, number, *ON_ITS_WAY)["applied_by"] != viewer.name:
            raise Refused("payment_other_person", number=number)
        cursor.execute("update payment_applications set state = '已撤回' where application_id = ?", [number])


def register(viewer: Viewer, number: int, txn_id: str, pay_date: datetime.date, payee_account: str | None = None) -> None:
    """登记拨付: the approved amount left the bank on a day on which its gate was open and it was approved."""
    _check(viewer, "register")
    txn_id = str(txn_id or "").strip()
    with database.store().writing(viewer.name, "payment registered", application=number, txn=txn_id) as cursor:
        asked = _application(cursor, number, "已审核")
        tranche = _open_gate(cursor, asked["contract_no"], asked["tranche_no"])
        first = max(tranche["trigger_date"], asked["decided_at"].date())
        if pay_date < first:
            raise Refused("payment_early", day=pay_date, first=first)
        _check_rest(cursor, tranche, asked["amount"], but=number)
        _enter_dates(cursor, viewer.name, tranche)
        payee = _row(cursor, "select contractor_name as payee from contractors where contractor_code = ?", [tranche["contractor_code"]]) or {}
        enter(cursor, viewer.name, "payment_transactions", [payee | {
            "txn_id": txn_id, "contract_no": asked["contract_no"], "tranche_no": asked["tranche_no"], "pay_date": pay_date, "amount": asked["amount"],
            "txn_status": "成功", "payee_account": payee_account}])
        cursor.execute("""update payment_applications set state = '已拨付', txn_id = ?, registered_by = ?, registered_at = ?
                          where application_id = ?""", [txn_id, viewer.name, database.now(), number])


def reverse(viewer: Viewer, txn_id: str, new_txn_id: str, pay_date: datetime.date, amount=None) -> None:
    """冲销: takes back a payment, or a part of it, by a row of its own; both rows stay."""
    _check(viewer, "reverse")
    amount = amount_of(amount) if amount not in (None, "") else None
    with database.store().writing(viewer.name, "payment reversed", txn=txn_id, by=new_txn_id) as cursor:
        paid = _row(cursor, "select * from payment_transactions where txn_id = ? and txn_status = '成功' and amount > 0", [txn_id])
        if paid is None:
            raise Refused("payment_transaction", txn=txn_id)
        back = cursor.execute("select coalesce(sum(abs(amount)), 0) from payment_transactions where reverse_of = ?", [txn_id]).fetchone()[0]
        rest = paid["amount"] - back
        if rest <= 0 or (amount or rest) > rest:
            raise Refused("payment_reversed", txn=txn_id, rest=f"{max(rest, decimal.Decimal(0)):,.2f}")
        if pay_date < paid["pay_date"]:
            raise Refused("payment_early", day=pay_date, first=paid["pay_date"])
        enter(cursor, viewer.name, "payment_transactions", [{
            "txn_id": str(new_txn_id or "").strip(), "contract_no": paid["contract_no"], "tranche_no": paid["tranche_no"], "pay_date": pay_date,
            "amount": -(amount or rest), "payer": paid["payer"], "payee": paid["payee"], "txn_status": "冲销", "reverse_of": txn_id}])
