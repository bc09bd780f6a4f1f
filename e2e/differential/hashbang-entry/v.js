#!/usr/bin/env -S node --flag
"use strict";
export const v = (function () { return this === undefined })();
