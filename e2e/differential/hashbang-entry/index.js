#!/usr/bin/env node
import { v } from './v.js';
globalThis.__result = v;
