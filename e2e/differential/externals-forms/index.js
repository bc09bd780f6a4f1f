import fs, { existsSync } from 'fs';
import * as path from 'node:path';
import glob from 'globlib';
import sub, { deep } from 'globlib/deep';
import obj from 'rooted';
const { join } = require('path');
globalThis.__result = (async () => [typeof fs.readFileSync, fs.existsSync === existsSync, path.join === join, glob, sub, deep, obj, (await import('fs')).existsSync === existsSync, typeof (await import('node:path')).default.join, require('globlib')])();
globalThis.never;
