"""Where things lie and how the server listens: environment variables MINGJIAN_* before a file before defaults, all typed."""

import functools
import os
import tomllib
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from data.refusal import Refused, sentence

HERE = Path(__file__).parent
PREFIX = "MINGJIAN_"
FILE = "MINGJIAN_CONFIG"  # where the file of settings lies; mingjian.toml beside app.py unless said


class Settings(BaseSettings):
    """Every setting is an environment variable of the same name with the prefix MINGJIAN_, or a line of the file."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="forbid")

    store: Path = Field(HERE / "store", description="数据目录：数据库、收件箱、原件存档")
    key_file: Path | None = Field(None, description="密钥文件，放在数据目录和备份之外；默认与数据目录并列")
    profile: str = Field("composite", description="适用的地区政策方案")
    listen: str = Field("127.0.0.1:8050", description="网页服务地址")
    tls_certificate: Path | None = Field(None, description="TLS 证书文件（PEM，含中间证书）；对本机以外提供服务时要有")
    tls_key: Path | None = Field(None, description="TLS 私钥文件（PEM）")
    proxy: str = Field("", description="前面的反向代理的地址，由它负责 TLS；只信它转来的来源地址")
    sign_in_failures: int = Field(5, ge=1, description="连续登录失败几次后锁定账号")
    lock_minutes: int = Field(15, ge=1, description="账号锁定的分钟数")
    sign_in_per_minute: int = Field(10, ge=1, description="同一地址每分钟允许的失败登录次数")
    session_idle_minutes: int = Field(30, ge=1, description="无操作多少分钟后须重新登录")
    session_hours: int = Field(10, ge=1, description="一次登录最长的小时数")
    photo_megabytes: int = Field(20, ge=1, description="一张公示照片或一份整改佐证最大的兆字节数")
    database_megabytes: int = Field(896, ge=256, description="数据库最多占用的内存（MB）；再多的加密暂存到数据目录")
    unpack_megabytes: int = Field(2048, ge=256, description="读一个表格文件最多占用的内存（MB）；再大的拒收")
    password_length: int = Field(10, ge=8, description="密码的最少字符数")
    second_factor: str | None = Field(None, description="必须用动态口令的角色，逗号分隔；none 为都不强制；不设则监听本机以外地址时 admin 必须")

    backup_folder: Path | None = Field(None, description="每夜备份放在哪里；最好是另一块盘。默认与数据目录并列")
    backup_hour: int = Field(2, ge=0, le=23, description="每夜备份从几点起；夜里没开机则开机后补做")
    backups_kept: int = Field(14, ge=0, description="留最近几份备份；0 为不自动备份")

    smtp_host: str = Field("", description="发送每日摘要提醒的邮件服务器；空则不发")
    smtp_port: int = Field(25, ge=1, le=65535, description="邮件服务器端口")
    smtp_from: str = Field("", description="提醒邮件的发件地址")
    smtp_to: str = Field("", description="提醒邮件的收件地址，几个用逗号隔开；邮件只有件数和页面地址")
    smtp_tls: Literal["none", "starttls", "tls"] = Field("starttls", description="邮件加密方式：none、starttls 或 tls")

    @property
    def key_path(self) -> Path:
        """The key file: never inside the store, so that a copied store alone reveals nobody."""
        return self.key_file or self.store.with_name(self.store.name + ".key")

    @property
    def is_loopback(self) -> bool:
        """Whether only this machine can connect, no proxy passes others on."""
        return not self.proxy and self.listen.rpartition(":")[0] in ("127.0.0.1", "localhost", "[::1]")

    @property
    def database(self) -> Path:
        return self.store / "mingjian.duckdb"


def file() -> Path:
    """The file of settings, which need not be there."""
    return Path(os.environ.get(FILE) or HERE.parent / "mingjian.toml")


def of_file() -> dict:
    """What the file says: ``listen = "127.0.0.1:8051"``, a setting a line."""
    path = file()
    if not path.exists() and FILE not in os.environ:
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise Refused("settings_unreadable", path=path, why=error.strerror) from error
    except ValueError as error:  # no TOML, no UTF-8
        raise Refused("settings_unreadable", path=path, why=error) from error


def origin(name: str) -> str:
    """环境变量, 文件 or 默认: where the value of a setting comes from."""
    if PREFIX + name.upper() in {found.upper() for found in os.environ}:
        return "环境变量"
    return "文件" if name in of_file() else "默认"


def mistakes(error: ValidationError) -> list[str]:
    """One sentence a mistake: which setting, what it says, what it must be."""
    said = []
    for one in error.errors():
        name, bound = str(one["loc"][0]), one.get("ctx", {})
        kind = {"extra_forbidden": "unknown", "int_parsing": "whole", "int_type": "whole", "int_from_float": "whole", "literal_error": "choice",
                "greater_than_equal": "least", "less_than_equal": "most"}.get(one["type"], "other")
        said.append(sentence(f"setting_{kind}", name=PREFIX + name.upper(), value=one["input"],
                             bound=bound.get("ge", bound.get("le", str(bound.get("expected", "")).replace(" or ", "、")))))
    return said


@functools.cache
def settings() -> Settings:
    """The settings of this process, read once; ``settings.cache_clear()`` reads them again. Refused with all that is wrong with them."""
    in_file = {name: value for name, value in of_file().items() if origin(name) != "环境变量"}
    try:
        found = Settings(**in_file)
    except ValidationError as error:
        raise Refused("settings_wrong", said="\n".join(mistakes(error))) from error
    return found.model_copy(update={"store": found.store.expanduser().resolve()})
