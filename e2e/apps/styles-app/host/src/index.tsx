// Shared React is there once the import of the app has resolved.
import('./app');
