"""The pages outside Dash: sign in, sign out, change the password, switch the language; and who the cookie stands for."""

import re
import time
from pathlib import Path

from flask import Blueprint, abort, redirect, render_template, request, session, url_for
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user
from limits import parse

from components import first_start, text
from components.theme import theme
from data import accounts, database, people, second_factor, sessions, stopping
from data.refusal import Refused, sentence
from data.settings import settings

FORM = 16 * 1024  # bytes that a stranger may post
CHANGED, ASKED_AGAIN = 303, 401
blueprint = Blueprint("door", __name__, template_folder=str(Path(__file__).parent))
limiter = Limiter(get_remote_address, storage_uri="memory://")
manager = LoginManager()
# A phone that changes its network keeps its session; the cookie's secret is what counts.
manager.session_protection = None


class SignedIn(UserMixin):
    """What ``current_user`` is while a session holds."""

    def __init__(self, secret: str, found: sessions.Session):
        self.id, self.viewer, self.display_name, self.must_change = secret, found.viewer, found.display_name, found.must_change
        self.waits, self.has_second = found.waits, found.has_second

    @property
    def first(self) -> str | None:
        """The page that comes before all others: the code of the second factor, another password, or setting the second factor up."""
        if self.waits:
            return "door.second_factor"
        if self.must_change:
            return "door.change_password"
        return None if self.has_second or not second_factor.demanded(self.viewer.role) else "door.set_up_second"


def _idle_seconds() -> int:
    return settings().session_idle_minutes * 60


@manager.user_loader
def load(secret: str) -> SignedIn | None:
    """The signed-in person of a cookie, unless the session has ended, is too old or lay idle too long."""
    if time.time() - session.get("seen", 0) > _idle_seconds():
        return None
    found = sessions.session_of(secret)
    return found and SignedIn(secret, found)


def keep_alive() -> None:
    """A person did something: the idle clock starts anew. A tenth of the limit is precise enough and saves cookies."""
    if time.time() - session["seen"] >= _idle_seconds() / 10:
        session["seen"] = int(time.time())


def local_path(address: str | None) -> str:
    """An address inside this site, else the first page: //evil, \\evil, tabs and whole addresses lead elsewhere."""
    return address if address and len(address) < 2000 and re.fullmatch(r"/(?![/\\])[^\\\x00-\x20\x7f]*", address) else "/"


def here() -> str:
    """The address of this request inside the site, with its query."""
    query = request.query_string.decode("latin-1")
    return local_path(request.path + ("?" + query if query else ""))


def _enter(person: people.Person) -> None:
    """Another session for this browser: nothing of the one before is taken over."""
    session.clear()
    session["seen"] = int(time.time())
    login_user(SignedIn(person.session, sessions.session_of(person.session)))


def _say(error: Refused) -> str:
    return sentence(error.code, text.language(), **error.details)


@blueprint.app_context_processor
def _for_templates() -> dict:
    return {"t": text.t, "language": text.language(), "theme": theme(), "other": {"zh": "en", "en": "zh"}[text.language()]}


@blueprint.before_request
def _small_forms() -> None:
    request.max_content_length = FORM


@blueprint.route("/sign-in", methods=["GET", "POST"])
@limiter.limit(lambda: f"{settings().sign_in_per_minute}/minute", methods=["POST"],
               deduct_when=lambda response: response.status_code != CHANGED)
def sign_in():
    target = local_path(request.values.get("next"))
    if request.method != "POST" and first_start.comes_first():
        return redirect(url_for("door.first_start"))
    if request.method != "POST":
        return redirect(target) if current_user.is_authenticated else _sign_in_page(target)
    if current_user.is_authenticated:
        sessions.sign_out(current_user.id, request.remote_addr)
    try:
        person = people.sign_in(request.form.get("name", ""), request.form.get("password", ""), request.remote_addr)
    except Refused as error:
        return _sign_in_page(target, _say(error)), ASKED_AGAIN
    _enter(person)
    return redirect(url_for(current_user.first, next=target) if current_user.first else target, CHANGED)


@blueprint.route("/second-factor", methods=["GET", "POST"], endpoint="second_factor")
@limiter.limit(lambda: f"{settings().sign_in_per_minute}/minute", methods=["POST"],
               deduct_when=lambda response: response.status_code != CHANGED)
def second_factor_code():
    """The code after the password, or a recovery code."""
    target, error = local_path(request.values.get("next")), None
    if not current_user.waits:
        return redirect(target)
    if request.method == "POST":
        try:
            person = second_factor.enter(current_user.id, current_user.viewer.name, request.form.get("code", ""), request.remote_addr)
        except Refused as refused:
            error = _say(refused)
        else:
            _enter(person)
            return redirect(url_for(current_user.first, next=target) if current_user.first else target, CHANGED)
    page = render_template("second_factor.html", next=target, error=error, switch_from=url_for("door.second_factor", next=target))
    return page, ASKED_AGAIN if error else 200


@blueprint.route("/second-factor/set-up", methods=["GET", "POST"])
@limiter.limit(lambda: f"{settings().sign_in_per_minute}/minute", methods=["POST"],
               deduct_when=lambda response: response.status_code not in (CHANGED, 200))
def set_up_second():
    """The QR code, the first code, then the recovery codes, once."""
    target, error = local_path(request.values.get("next")), None
    if current_user.has_second:
        return redirect(url_for("door.account"))
    person = people.find_person(current_user.viewer.name)
    switch = url_for("door.set_up_second", next=target)
    if request.method == "POST":
        try:
            codes = second_factor.confirm(person, request.form.get("code", ""), request.remote_addr)
        except Refused as refused:
            error = _say(refused)
        else:
            return render_template("recovery_codes.html", next=target, codes=codes, switch_from=url_for("door.account"))
    picture, secret = second_factor.begin(person)
    page = render_template("set_up_second.html", next=target, error=error, picture=picture, secret=secret, name=person.name,
                           demanded=second_factor.demanded(person.role), switch_from=switch)
    return page, 422 if error else 200


@blueprint.route("/account", methods=["GET", "POST"])
def account():
    """One's own account: who one is here, the second factor, the end of every session."""
    error, who = None, current_user.viewer
    if request.method == "POST":
        try:
            if request.form.get("deed") == "everywhere":
                accounts.sign_out(who, who.name)
                session.clear()
                return redirect(url_for("door.sign_in"), CHANGED)
            second_factor.leave(people.find_person(who.name), request.form.get("password", ""), request.remote_addr)
            return redirect(url_for("door.account"), CHANGED)
        except Refused as refused:
            error = _say(refused)
    page = render_template("account.html", error=error, who=who, role=text.t(f"role.{who.role}"),
                           has_second=current_user.has_second, left=second_factor.left(who.name),
                           demanded=second_factor.demanded(who.role), switch_from=url_for("door.account"))
    return page, 422 if error else 200


def _sign_in_page(target: str, error: str | None = None) -> str:
    return render_template("sign_in.html", next=target, error=error, name=request.form.get("name", ""),
                           ended="ended" in request.args, first=first_start.may(), switch_from=url_for("door.sign_in", next=target))


@blueprint.post("/sign-out")
def sign_out():
    sessions.sign_out(current_user.id, request.remote_addr)
    logout_user()
    session.clear()
    return redirect(url_for("door.sign_in"), CHANGED)


@blueprint.route("/change-password", methods=["GET", "POST"])
def change_password():
    target, errors = local_path(request.values.get("next")), {}
    if request.method == "POST":
        old, new = request.form.get("old", ""), request.form.get("new", "")
        if new != request.form.get("again", ""):
            errors["again"] = text.t("door.different")
        else:
            try:
                person = people.change_password(current_user.viewer.name, old, new, request.remote_addr)
            except Refused as error:
                errors["old" if error.code == "old_password_wrong" else "new"] = _say(error)
            else:
                _enter(person)
                return redirect(target, CHANGED)
    page = render_template("change_password.html", next=target, errors=errors, first=current_user.must_change,
                           name=current_user.viewer.name, length=settings().password_length,
                           switch_from=url_for("door.change_password", next=target))
    return page, 422 if errors else 200


@blueprint.get("/language/<choice>")
def language(choice: str):
    if choice not in text.LANGUAGES:
        abort(404)
    answer = redirect(local_path(request.args.get("next")))
    # not HttpOnly: the switch on Dash's pages writes the same cookie
    answer.set_cookie("language", choice, max_age=365 * 86400, samesite="Lax", secure=request.is_secure)
    return answer


blueprint.add_url_rule("/first-start", "first_start", first_start.page, methods=["GET", "POST"])


@blueprint.get("/healthz")
def healthz():
    """Health: the process answers. Whoever watches over it starts it anew when it does not."""
    return {"status": "ok"}


@blueprint.get("/readyz")
def readyz():
    """Readiness: the store answers and nothing was told to stop; 503 where it does not, for a proxy or a monitor."""
    try:
        with database.store().reading() as cursor:
            cursor.execute("select 1")
    except (database.Error, Refused):
        return {"status": "store"}, 503
    return ({"status": "stopping"}, 503) if stopping.asked() else {"status": "ok"}


@blueprint.app_errorhandler(429)
def _too_many(error):
    # one line a minute and address: the flood itself must not fill the audit log
    if limiter.limiter.hit(parse("1/minute"), "audit", request.remote_addr):
        database.store().log(people.UNKNOWN, "sign_in_limited", address=request.remote_addr)
    return _sign_in_page(local_path(request.values.get("next")), text.t("door.too_many")), 429


@blueprint.app_errorhandler(403)
def _forbidden(error):
    if request.path.startswith("/_dash"):
        return {"error": "forbidden"}, 403
    return render_template("refused.html", switch_from=here() if request.method == "GET" else "/"), 403
