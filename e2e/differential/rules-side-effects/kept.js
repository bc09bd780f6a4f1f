(globalThis.ran ||= []).push('kept');
