// webpack cannot start an entry that imports shared modules statically, so its builds start here.
import('./index');
