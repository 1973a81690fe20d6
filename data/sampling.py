"""抽样方案: how many visits to re-check, which ones, and the record of it, so that planned can later be held against done.

The number comes from a precision (Cochran 1977, 4.4) or from a share of the visits; it is spread over towns and contractors in
proportion, and within each drawn by the order of sha256(seed, visit): the same seed over the same visits draws the same ones on
any machine. A risk sample is drawn apart from what is left and never enters the rate.
"""

import datetime
import secrets
from collections.abc import Sequence
from fractions import Fraction

from data import database
from data.refusal import Refused
from data.viewer import Viewer

RECORDERS = ("panel", "admin")
SCOPE = "$first_day, $last_day, $as_of, $region, $contractor, $assistance, $viewer_region, $viewer_contractor"


def propose(viewer: Viewer, period: str, days: tuple[datetime.date, datetime.date], *, precision: float | None = None,
            expected: float | None = None, share: float | None = None, risk: int = 0, flagged: Sequence[str] = (), region: str = "",
            contractor: str | None = None, assistance: str | None = None, as_of: datetime.date | None = None,
            seed: str | None = None) -> dict:
    """What would be drawn from the visits of ``days`` (``period`` is how a person wrote them); nothing is recorded.

    Either ``precision`` (half width of the 95 % interval in points, around ``expected`` % accurate, the target when left out) or
    ``share`` (% of the visits; the policy's least share when neither is given). ``risk`` visits are drawn apart, first those with
    the most reasons; ``flagged`` are staff ids that the funnel marks low.

    Answers visited, population (not yet re-checked), already (counting in the rate), n0 (without finite population correction),
    n_required (with it, of all visits), n (still to draw), risk, basis, clause, seed, allocation (a row per town and contractor)
    and asked (what ``record`` takes up again). Refused when a number makes no sense.
    """
    _may(viewer)
    if precision is not None and share is not None:
        raise Refused("sampling_both")
    first_day, last_day = days
    as_of = as_of or database.today()
    asked = dict(period=period, days=(first_day, last_day), precision=precision, expected=expected, share=share, risk=risk,
                 flagged=tuple(flagged), region=region, contractor=contractor, assistance=assistance, as_of=as_of,
                 seed=seed or secrets.token_hex(8))
    store = database.store()
    store.refresh_policy()
    with store.reading() as cursor:
        return _proposal(cursor, viewer, asked)


def _may(viewer: Viewer) -> None:
    """Who is bound to a contractor must not know whom the bureau will visit."""
    if viewer.role not in RECORDERS or viewer.contractor:
        raise Refused("not_allowed", name="抽样方案", role=viewer.role)


def _proposal(cursor, viewer: Viewer, asked: dict) -> dict:
    policy = dict(zip(("z", "target", "share", "precision"), cursor.execute("""select policy_number('wilson_z'),
        policy_number('accuracy_target'), policy_number('min_spot_check_rate'), policy_number('sampling_precision')""").fetchone(), strict=True))
    strata = _strata(cursor, viewer, asked)
    visited, population, already = (sum(one[name] for one in strata) for name in ("visited", "population", "already"))
    found = {"visited": visited, "population": population, "already": already, "seed": asked["seed"], "asked": asked, "n0": None,
             "precision": None, "expected": None, "share": None}
    if asked["precision"] is not None:
        width, rate = float(asked["precision"]), float(asked["expected"] if asked["expected"] is not None else policy["target"] or 50)
        if not 0 < width < 50 or not 0 < rate < 100:
            raise Refused("sampling_precision")
        n0, required = cursor.execute("select sample_size_uncorrected($1, $2, $3), sample_size($1, $2, $4, $3)",
                                      [width, rate, policy["z"], visited]).fetchone() if visited else (None, 0)
        found |= {"basis": "精度", "precision": width, "expected": rate, "n0": n0, "n_required": required, "clause": _clause(cursor, "sampling_precision")}
    else:
        part = asked["share"] if asked["share"] is not None else policy["share"]
        if part is None or not 0 < part <= 100:
            raise Refused("sampling_share")
        required = -(-visited * Fraction(str(part)) // 100)  # rounded up
        found |= {"basis": "比例", "share": float(part), "n_required": int(required), "clause": _clause(cursor, "min_spot_check_rate")}
    planned = allocate([one["population"] for one in strata], max(found["n_required"] - already, 0))
    if not 0 <= asked["risk"] <= population:
        raise Refused("sampling_risk", population=population)
    found["n"] = sum(planned)
    found["risk"] = min(int(asked["risk"]), population - found["n"])
    found["allocation"] = [one | {"planned": count} for one, count in zip(strata, planned, strict=True)]
    return found


def allocate(populations: Sequence[int], n: int) -> list[int]:
    """``n`` spread in proportion by the largest remainder, at least one where there is anybody (which may make it more than ``n``).

    Ties go to the earlier stratum.
    """
    total, strata = sum(populations), [place for place, size in enumerate(populations) if size]
    n = min(max(n, len(strata)), total) if n > 0 else 0
    planned = [0] * len(populations)
    if not n:
        return planned
    quota = [Fraction(n * size, total) for size in populations]
    for place in strata:
        planned[place] = max(1, int(quota[place]))
    while (rest := n - sum(planned)) > 0:
        for place in sorted(strata, key=lambda p: planned[p] - quota[p])[:rest]:
            planned[place] += 1
    while sum(planned) > n:  # the ones given for nothing are taken where most was given too much
        planned[max((p for p in strata if planned[p] > 1), key=lambda p: planned[p] - quota[p])] -= 1
    return planned


def record(viewer: Viewer, proposal: dict) -> str:
    """Draws what was proposed and records it; the plan's id. Refused when the visits have changed since the proposal.

    ``proposal`` may have passed through JSON, where dates are text.
    """
    _may(viewer)
    store, found = database.store(), {}
    asked = proposal["asked"] | {"as_of": _day(proposal["asked"]["as_of"]), "days": tuple(map(_day, proposal["asked"]["days"]))}
    with store.writing(viewer.name, "sampling_plan", found) as cursor:
        fresh = _proposal(cursor, viewer, asked)
        if any(fresh[name] != proposal[name] for name in ("n", "risk", "allocation")):
            raise Refused("sampling_changed")
        at = database.now()
        made = cursor.execute("select count(*) from sampling_plans where cast(made_at as date) = ?", [at.date()]).fetchone()[0]
        plan = f"CY{at:%Y%m%d}-{made + 1:02}"
        drawn = _draw(cursor, viewer, plan, fresh)
        if not fresh["n"] + drawn:
            raise Refused("sampling_nothing")
        cursor.execute(f"insert into sampling_plans values ({', '.join('?' * 23)})", [
            plan, at, viewer.name, asked["period"], *asked["days"], asked["as_of"], max(asked["region"], viewer.region, key=len),
            asked["contractor"], asked["assistance"], fresh["basis"], fresh["precision"], fresh["expected"], fresh["share"],
            fresh["clause"], fresh["visited"], fresh["population"], fresh["already"], fresh["n_required"], fresh["n"], drawn,
            fresh["seed"], list(asked["flagged"])])
        found |= {"plan": plan, "n": fresh["n"], "risk": drawn, "seed": fresh["seed"]}
    return plan


def _day(value) -> datetime.date:
    return datetime.date.fromisoformat(value) if isinstance(value, str) else value


def _draw(cursor, viewer: Viewer, plan: str, proposal: dict) -> int:
    """The random part stratum by stratum, then the risk part from what is left: as many as have a reason; their number."""
    asked, values = proposal["asked"], _values(viewer, proposal["asked"])
    towns, contractors, planned = ([one[name] for one in proposal["allocation"]] for name in ("town_code", "contractor_code", "planned"))
    cursor.execute(f"""
        insert into sampling_plan_cases
        select $plan, '随机', row_number() over (order by frame.town_code, frame.contractor_code, drawn_at($seed, inv_id)), inv_id,
               frame.town_code, frame.contractor_code, null
        from (select *, row_number() over (partition by town_code, contractor_code order by drawn_at($seed, inv_id)) as place
              from sampling_frame({SCOPE}) where open) frame
        join (select unnest($towns::varchar[]) as town_code, unnest($contractors::varchar[]) as contractor_code, unnest($planned::integer[]) as planned) stratum
          on stratum.town_code is not distinct from frame.town_code and stratum.contractor_code is not distinct from frame.contractor_code
        where place <= planned""", values | {"plan": plan, "seed": asked["seed"], "towns": towns, "contractors": contractors, "planned": planned})
    cursor.execute(f"""
        insert into sampling_plan_cases
        select $plan, '风险', row_number() over (order by len(reasons) desc, drawn_at($seed, inv_id)), inv_id, town_code, contractor_code, reasons
        from (select frame.*, risk_reasons_of(investigator_ids, $flagged::varchar[], photo_count, subject_signed, investigator_sign_count,
                                              form_blank_items) as reasons
              from sampling_frame({SCOPE}) frame join investigations using (inv_id)
              where open and inv_id not in (select inv_id from sampling_plan_cases where plan_id = $plan))
        where len(reasons) > 0
        order by len(reasons) desc, drawn_at($seed, inv_id) limit $risk""",
        values | {"plan": plan, "seed": asked["seed"], "flagged": list(asked["flagged"]), "risk": proposal["risk"]})
    return cursor.execute("select count(*) from sampling_plan_cases where plan_id = ? and part = '风险'", [plan]).fetchone()[0]


def _values(viewer: Viewer, asked: dict) -> dict:
    return {"first_day": asked["days"][0], "last_day": asked["days"][1], "as_of": asked["as_of"], "region": asked["region"],
            "contractor": asked["contractor"], "assistance": asked["assistance"], "viewer_region": viewer.region,
            "viewer_contractor": viewer.contractor}


def _strata(cursor, viewer: Viewer, asked: dict) -> list[dict]:
    cursor.execute(f"""
        select town_code, unit_name as town_name, frame.contractor_code, contractor_name, count(*) as visited,
               count(*) filter (open) as population, count(*) filter (counted) as already
        from sampling_frame({SCOPE}) frame left join org_units on unit_code = town_code
        left join contractors on contractors.contractor_code = frame.contractor_code
        group by all order by town_code nulls last, frame.contractor_code nulls last""", _values(viewer, asked))
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _clause(cursor, param: str) -> str | None:
    found = cursor.execute("select concat_ws(' ', document, clause) from policy where param = ?", [param]).fetchone()
    return found and found[0]
