import './leaf.js';
