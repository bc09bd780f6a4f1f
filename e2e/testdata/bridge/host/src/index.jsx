import { createRoot } from "react-dom/client";
import { BrowserRouter, Link, Route, Routes } from "react-router-dom";
import { createRemoteAppComponent } from "@module-federation/bridge-react";

const Remote = createRemoteAppComponent({
  loader: () => import("bridge_remote/app"),
  fallback: ({ error }) => <p id="error">{String(error)}</p>,
  loading: <p>loading</p>,
});

createRoot(document.getElementById("root")).render(
  <BrowserRouter basename="/shop">
    <Link to="/" id="home">home</Link>
    <Link to="/r" id="go">remote</Link>
    <Routes>
      <Route path="/" element={<p id="host">home of the host</p>} />
      <Route path="/r/*" element={<Remote name="Ann" />} />
    </Routes>
  </BrowserRouter>,
);
