// What the entry imports is shared, and only mfbundle lets an entry wait for that.
import('./page.jsx');
