declare module '*.png' { const url: string; export default url; }
declare module '*.css';
declare module '*.module.css' { export const panel: string; export const line: string; export const total: string; }
