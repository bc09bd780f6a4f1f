throw new Error('the module of the remote is broken');
