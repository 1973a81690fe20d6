"""One screen a file, and ``make_app``, which puts door, frame and pages together."""

import importlib.resources
from pathlib import Path

import dash
import flask

from components import (
    door,
    downloads,
    evidence,
    evidence_pack,
    filters,
    frame,
    inspection_routes,
    left_out,
    navigation,
    packed,
    papers,
    score_files,
    text,
    theme,
    uploads,
    views_menu,
)

# shown by assets/00-browser.js to a browser that is too old, and where scripts are off; a blank page says nothing
OLD = '<p id="old-browser" class="mj-old-browser" role="alert" hidden>{old}</p><noscript><p class="mj-old-browser">{without}</p></noscript>'


class App(dash.Dash):
    """Dash whose page says the reader's language and theme."""

    def interpolate_index(self, **parts) -> str:
        parts["app_entry"] = OLD.format(old=text.t("frame.old_browser"), without=text.t("frame.no_script")) + parts["app_entry"]
        said = f'<html lang="{"zh-CN" if text.language() == "zh" else "en"}" data-bs-theme="{theme.theme()}">'
        return super().interpolate_index(**parts).replace("<html>", said, 1)


def make_app() -> App:
    """The web application; ``.server`` is the Flask application to serve."""
    server = flask.Flask("mingjian", static_folder=None)
    server.config["SEND_FILE_MAX_AGE_DEFAULT"] = 86400
    door.guard(server)  # first: its check must run before any other
    server.before_request(to_first_page)
    server.after_request(packed.pack)
    server.register_blueprint(
        flask.Blueprint(
            "vendor",
            __name__,
            static_url_path="/vendor",
            static_folder=str(importlib.resources.files("flask_bootstrap") / "static" / "bootstrap5"),
        )
    )
    here = Path(__file__).parent
    app = App(
        "mingjian",
        server=server,
        use_pages=True,
        pages_folder=str(here),
        assets_folder=str(here.parent / "components" / "assets"),
        suppress_callback_exceptions=True,
        enable_mcp=False,
        serve_locally=True,
        compress=False,
        update_title=None,
        title=text.catalogue()["frame.name"]["zh"],
        include_pages_meta=False,
        external_stylesheets=["/vendor/css/bootstrap.min.css", "/vendor/css/font/bootstrap-icons.min.css"],
        meta_tags=[{"name": "viewport", "content": "width=device-width, initial-scale=1"}],
    )
    filters.connect()
    navigation.connect()
    views_menu.connect()
    downloads.connect(server)
    papers.connect(server)
    score_files.connect(server)
    uploads.connect(server)
    evidence.connect(server)
    evidence_pack.connect(server)
    left_out.connect(server)
    inspection_routes.connect(server)
    app.layout = frame.layout
    return app


def to_first_page():
    """'/' is no page: it leads to the first one that the signed-in role may open."""
    if flask.request.path != "/":
        return None
    own = navigation.pages_of(door.viewer().role)
    return flask.redirect(own[0]["path"]) if own else None
