#!/bin/sh
# A Chromium and a Chinese font for the browser tests: Debian by apt; elsewhere CHROMIUM names one, or a found one is taken.
set -e
find_chromium() {
    for name in "$CHROMIUM" chromium-headless-shell chromium chromium-browser google-chrome "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" "/Applications/Chromium.app/Contents/MacOS/Chromium"; do
        [ -n "$name" ] && command -v "$name" >/dev/null 2>&1 && return 0
    done
    return 1
}
font_there() { command -v fc-list >/dev/null 2>&1 && [ -n "$(fc-list :lang=zh family)" ]; }
if find_chromium && { [ "$(uname)" != Linux ] || font_there; }; then exit 0; fi
if command -v apt-get >/dev/null 2>&1; then
    sudo=""; [ "$(id -u)" = 0 ] || sudo=sudo
    export DEBIAN_FRONTEND=noninteractive
    $sudo apt-get update -q
    $sudo apt-get install -y -q --no-install-recommends chromium-headless-shell fonts-noto-cjk fontconfig ||
        $sudo apt-get install -y -q --no-install-recommends chromium fonts-noto-cjk fontconfig
fi
find_chromium || { echo "浏览器测试需要 Chromium；请安装后用 CHROMIUM=路径 指明。" >&2; exit 1; }
