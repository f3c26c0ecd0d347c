#!/bin/sh
# Make src/reportcli/share/press/fogra39.icc from measured colours. Run once, when it is to change.
#
#     apt install argyll icc-profiles-free     (Debian 12: ArgyllCMS 2.3.1, icc-profiles-free 2.0.1)
#     tools/press/make_profile.sh
#
# FOGRA39L are the measurements of sheet-fed offset on coated paper, paper type 1 or 2 (ISO 12647-2:2004),
# of which Debian's package icc-profiles-free has the file, under the zlib licence. ArgyllCMS makes the
# profile: at most 300 % of ink and 95 % of black (-l, -L); black begins where all three inks reach a fifth
# and grows slowly (-kp), so that skin stays free of it and greys hold; tables of middle size (-qm), and
# without the measurements themselves (-nc). It takes ten minutes. The date in its header is the day's.
set -eu
icc=/usr/share/color/icc
work=$(mktemp -d)
cp "$icc/FOGRA39L.ti3" "$work/fogra39.ti3"
colprof -qm -nc -l300 -L95 -kp 0 0.2 0.95 1 0.5 -S "$icc/sRGB.icc" -cmt -dpp -Zr \
	-A "Made with ArgyllCMS" -M "FOGRA39L.ti3" -D "FOGRA39 coated, ink limit 300 %" \
	-C "Characterization data: FOGRA39L.ti3 of icc-profiles-free, zlib licence" "$work/fogra39"
cp "$work/fogra39.icc" "$(dirname "$0")/../../src/reportcli/share/press/"
rm -r "$work"
