self.postMessage("inner");
