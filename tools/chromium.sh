#!/bin/sh
# See to it that the browser tests find a Chromium; on CI its absence is an error, elsewhere a hint.
set -eu

for name in chromium chromium-browser google-chrome google-chrome-stable; do
    if command -v "$name" >/dev/null; then
        exit 0
    fi
done

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "No Chromium found; installing it with apt-get ..." >&2
    if apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null; then
        exit 0
    fi
fi

echo "No Chromium: the browser tests cannot run." >&2
echo "Install it with your system's packages, for example: sudo apt-get install chromium" >&2
if [ "${CI:-}" = true ]; then
    exit 1
fi
