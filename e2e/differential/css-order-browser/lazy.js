import './lazy.css'; export {};
