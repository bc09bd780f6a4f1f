// What the page imports is shared, and only mfbundle lets an entry wait for that.
import('./page.js');
