import * as camel from './a.module.css?camel';
import * as camelOnly from './a.module.css?camelonly';
import * as dashes from './a.module.css?dashes';
import * as dashesOnly from './a.module.css?dashesonly';
import * as asIs from './a.module.css?asis';
import object from './a.module.css?default';
globalThis.__result = [camel, camelOnly, dashes, dashesOnly, asIs, object].map((x) => Object.fromEntries(Object.entries(x)));
