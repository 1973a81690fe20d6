"""Where the server listens and behind which door: this machine alone, TLS of its own, or a proxy that the office declares."""

from dataclasses import dataclass
from ipaddress import ip_address
from typing import Protocol

import waitress
from cheroot import wsgi
from cheroot.ssl.builtin import BuiltinSSLAdapter

from data.intake import received
from data.refusal import Refused
from data.settings import Settings

THREADS = 16  # a page asks for a dozen sections at once; its scripts must not wait behind them
CONNECTIONS = 1000  # waitress takes 100 by default and lets later ones wait
LARGEST = received.LIMIT + received.MEGA  # bytes of a request
FORWARDED = {"x-forwarded-for", "x-forwarded-proto", "x-forwarded-host"}


class Server(Protocol):
    """What both servers do: ``run`` until KeyboardInterrupt or SystemExit, then ``close``."""

    def run(self) -> None: ...

    def close(self) -> None: ...


@dataclass(frozen=True)
class Place:
    """Host, port and whether the connection is this server's own TLS."""

    host: str
    port: int
    tls: bool

    @property
    def url(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{'https' if self.tls else 'http'}://{host}:{self.port}"


def _loopback(host: str) -> bool:
    return host == "localhost" or ip_address(host).is_loopback


def place(found: Settings) -> Place:
    """Where the settings say; Refused when others could listen along: beyond this machine it needs TLS or a declared proxy."""
    host, _, port = found.listen.rpartition(":")
    host = host.removeprefix("[").removesuffix("]")
    try:
        alone = _loopback(host)
    except ValueError:
        raise Refused("bad_listen", value=found.listen) from None
    if not port.isdigit() or not 0 < int(port) < 65536:
        raise Refused("bad_listen", value=found.listen)
    given = (found.tls_certificate, found.tls_key)
    if any(given) and not all(given):
        raise Refused("tls_halves")
    if not (alone or all(given) or found.proxy):
        raise Refused("listen_needs_tls", value=found.listen)
    return Place(host, int(port), all(given))


class _Tls:
    """cheroot with the names of waitress."""

    def __init__(self, application, at: Place, found: Settings):
        self._server = wsgi.Server((at.host, at.port), application, numthreads=THREADS, server_name="")
        self._server.max_request_body_size = LARGEST
        try:
            self._server.ssl_adapter = BuiltinSSLAdapter(str(found.tls_certificate), str(found.tls_key))
        except (OSError, ValueError) as error:  # ssl.SSLError is an OSError
            raise Refused("tls_unreadable", certificate=found.tls_certificate, key=found.tls_key, why=error) from error
        self._server.prepare()
        self.port = self._server.bind_addr[1]

    def run(self) -> None:
        self._server.serve()

    def close(self) -> None:
        self._server.stop()


def create(application, at: Place, found: Settings) -> Server:
    """The server, bound but not yet answering. Refused for a certificate that is none, OSError for a place that is taken."""
    if at.tls:
        return _Tls(application, at, found)
    behind = {"trusted_proxy": found.proxy, "trusted_proxy_count": 1, "trusted_proxy_headers": FORWARDED, "clear_untrusted_proxy_headers": True}
    return waitress.create_server(application, host=at.host, port=at.port, threads=THREADS, connection_limit=CONNECTIONS, ident=None,
                                  max_request_body_size=LARGEST, **(behind if found.proxy else {}))
