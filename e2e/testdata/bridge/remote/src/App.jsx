import { BrowserRouter, Link, Route, Routes, useParams } from "react-router-dom";

const Detail = () => <p id="page">{`detail ${useParams().id}`}</p>;

export default ({ basename, name }) => (
  <BrowserRouter basename={basename}>
    <Link to="/detail/7" id="detail">detail</Link>
    <Routes>
      <Route path="/" element={<p id="page">{`remote of ${name}`}</p>} />
      <Route path="/detail/:id" element={<Detail />} />
    </Routes>
  </BrowserRouter>
);
