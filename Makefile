# SPDX-License-Identifier: GPL-2.0
#
# The front door: `make` alone says what there is; scripts/front.sh has the
# steps of each command.  Works from any folder with `make -C`; relative paths
# are meant from where the user stands.  What a user sets reaches the scripts
# by the environment, so that a name may hold anything but a dollar sign.

commands := help convert recover audit lint mails mails-status explain overlay overlay-remove check annotate truth boot bench bench-core quick test fuzz clean
.PHONY: $(commands)

$(commands):
	@./scripts/front.sh $@

# make -C leaves PWD in the environment as the folder the user stands in.
export PINCER_FROM := $(value PWD)
export KERNEL M DRY FORCE MIXED LOOSE JOBS API API_EXTRA STAGE SITE BOOT PATCH FAMILIES FAMILY_TIMEOUT PAIRS SIZE T V CONFIG COMPAT
export WITHOUT SUBSYSTEM ONLY SKIP MAX_LINES SERIES LINK IN_REPLY_TO REPORT TRUTH_TREES PINCHECK UPDATE CHECKPATCH SECONDS
