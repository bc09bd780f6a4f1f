require.include('./a');
globalThis.__result = [typeof require.include, typeof require.ensure, typeof require.resolve, typeof require.context, typeof require.cache];
