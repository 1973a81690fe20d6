"""Where things lie and how the server listens: environment variables MINGJIAN_*, typed, with defaults."""

import functools
from pathlib import Path
from typing import Literal

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

HERE = Path(__file__).parent


class Settings(BaseSettings):
    """Every setting is an environment variable of the same name with the prefix MINGJIAN_."""

    model_config = SettingsConfigDict(env_prefix="MINGJIAN_", extra="ignore")

    store: Path = Field(HERE / "store", description="数据目录：数据库、收件箱、原件存档")
    key_file: Path | None = Field(None, description="密钥文件，放在数据目录和备份之外；默认与数据目录并列")
    profile: str = Field("composite", description="适用的地区政策方案")
    listen: str = Field("127.0.0.1:8050", description="网页服务地址")
    sign_in_failures: int = Field(5, ge=1, description="连续登录失败几次后锁定账号")
    lock_minutes: int = Field(15, ge=1, description="账号锁定的分钟数")
    sign_in_per_minute: int = Field(10, ge=1, description="同一地址每分钟允许的失败登录次数")
    session_idle_minutes: int = Field(30, ge=1, description="无操作多少分钟后须重新登录")
    session_hours: int = Field(10, ge=1, description="一次登录最长的小时数")
    photo_megabytes: int = Field(20, ge=1, description="一张公示照片最大的兆字节数")
    database_megabytes: int = Field(2048, ge=256, description="数据库最多占用的内存（MB）；再多的加密暂存到数据目录")
    unpack_megabytes: int = Field(2048, ge=256, description="读一个表格文件最多占用的内存（MB）；再大的拒收")
    password_length: int = Field(10, ge=8, description="密码的最少字符数")

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
    def database(self) -> Path:
        return self.store / "mingjian.duckdb"


@functools.cache
def settings() -> Settings:
    """The settings of this process, read once; ``settings.cache_clear()`` reads them again."""
    found = Settings()
    return found.model_copy(update={"store": found.store.expanduser().resolve()})
