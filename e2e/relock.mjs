// Rewrites package-lock.json after `npm install`: takes out the registry URLs, and puts in the optional platform
// packages that the registry in use did not have, without which `npm ci` calls the lock file out of sync.
import fs from 'node:fs';

const lock = JSON.parse(fs.readFileSync('package-lock.json', 'utf8'));
for (const entry of Object.values(lock.packages)) delete entry.resolved;
for (const entry of Object.values({ ...lock.packages })) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    if (lock.packages[`node_modules/${name}`] || !/^\d/.test(version)) continue;
    const os = /(darwin|linux|win32|android|freebsd)/.exec(name)?.[1];
    const cpu = /(arm64|x64|ia32|ppc64|riscv64|s390x|wasm32)/.exec(name)?.[1];
    lock.packages[`node_modules/${name}`] = { version, cpu: cpu && [cpu], dev: true, optional: true, os: os && [os] };
    console.log(`added ${name}@${version}`);
  }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)));
fs.writeFileSync('package-lock.json', JSON.stringify(lock, null, 2) + '\n');
