declare module '*.svg' { const address: string; export default address; }
declare module '*.svg?react' { const Icon: import('react').FC<import('react').SVGProps<SVGSVGElement>>; export default Icon; }
