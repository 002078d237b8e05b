# Lantai: what a person types. Each line calls a script in script/, which says what it does in its first lines.
.PHONY: help run test check bench torture package pictures looking setup

help:
	@echo "make run      build, serve on http://127.0.0.1:8080"
	@echo "              with the demo archive if the home is new"
	@echo "              (make run PORT=8081 for another port; LANTAI_HOME=DIR for another home than ~/lantai)"
	@echo "make test     everything: rooms, contracts, journeys (browser, strace)"
	@echo "make check    format, arrows between rooms, links and commands in the docs"
	@echo "make bench    speed, as ratios against other tools on this machine"
	@echo "make torture  strikes an archive at work, again and again (about ten minutes; ARGS=... for longer)"
	@echo "make package KEY=maker.pem   the signed bundle for machines without internet (script/test-package tries it)"
	@echo "make pictures  takes the pictures of the help pages again, from a demo archive"
	@echo "make looking   every page at three widths, light, dark and printed, with a sheet of pictures"
	@echo "make setup    only install the system libraries"

run:
	@script/run $(if $(PORT),--port $(PORT)) $(ARGS)

setup:
	@script/setup run test

check:
	@script/stage "system packages" script/setup test
	@script/stage "toolchain" script/toolchain
	@script/stage "format" swift format lint --strict --parallel --recursive Package.swift Sources Tests
	@script/stage "arrows" script/arrows
	@script/stage "docs" script/docs
	@script/stage "words" script/words

test:
	@script/stage "system packages" script/setup run test
	@script/stage "toolchain" script/toolchain
	@script/stage "test tools" script/test-tools
	@script/stage "S3 servers" script/test-s3 install
	@script/stage "debug build" script/build-tests
	@script/stage "commands in the docs" script/docs --commands
	@script/test-everything

bench:
	@script/stage "system packages" script/setup run bench
	@bench/run $(ARGS)

torture:
	@script/torture $(ARGS)

pictures:
	@script/setup run test
	@script/test-tools
	@swift build
	@.build/test-tools/venv/bin/python Tests/Journeys/browser/pictures.py $(ARGS)

looking:
	@script/setup run test
	@script/test-tools
	@swift build
	@.build/test-tools/venv/bin/python Tests/Journeys/browser/journey.py --looking all $(ARGS)

package:
	@script/package $(if $(KEY),--key $(KEY)) $(ARGS)
