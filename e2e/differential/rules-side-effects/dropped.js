(globalThis.ran ||= []).push('dropped');
