import("./index.jsx");
