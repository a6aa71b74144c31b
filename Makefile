# SPDX-License-Identifier: GPL-2.0
#
# The front door: `make` alone says what there is; scripts/front.sh has the
# steps of each command.  Works from any folder with `make -C`; relative paths
# are meant from where the user stands.  What a user sets reaches the scripts
# by the environment, so that a name may hold anything but a dollar sign.

commands := help convert recover audit baseline lint mails mails-status explain overlay overlay-remove check annotate truth boot bench bench-core quick test fuzz install uninstall clean
.PHONY: $(commands)

$(commands):
	@./scripts/front.sh $@

# a command that there is not
.DEFAULT:
	@./scripts/front.sh '$(subst ','\'',$@)'
Makefile: ;

# make -C leaves PWD in the environment as the folder the user stands in.
export PINCER_FROM := $(value PWD)
# what is set here or in the environment reaches the scripts as it is; what this command line sets is named, for a word that is misspelt
export PINCER_GIVEN := $(foreach v,$(.VARIABLES),$(if $(filter command,$(firstword $(origin $v))),$v))
