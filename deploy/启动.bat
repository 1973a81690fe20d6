@echo off
rem Starts Mingjian from its own folder; the first time it installs what lies in wheels, without network and without an administrator.
chcp 65001 >nul
setlocal
set PYTHONUTF8=1
cd /d "%~dp0"
if exist .venv\.installed goto run
set found=
for %%p in ("py -3.13" "py -3.12" "py -3.11" "python") do (
  if not defined found (
    %%~p -c "import sys; sys.exit(sys.version_info < (3, 11))" >nul 2>nul && set "found=%%~p"
  )
)
if not defined found (
  echo 没有找到 Python 3.11 或更新的版本：请装好 Python 再双击本文件。No Python 3.11 or newer was found.
  pause
  exit /b 1
)
%found% -m venv --without-pip .venv || goto failed
for %%w in (wheels\pip-*.whl) do .venv\Scripts\python "%%w\pip" install --quiet --no-index --find-links wheels -r requirements.txt || goto failed
echo. > .venv\.installed
:run
.venv\Scripts\python app.py %*
if errorlevel 1 pause
exit /b
:failed
echo 安装没有完成：wheels 里可能没有适合这个 Python 的安装包，请换用 Python 3.11、3.12 或 3.13。The packages do not fit this Python.
pause
exit /b 1
