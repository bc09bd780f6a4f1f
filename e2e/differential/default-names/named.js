export default function someName() {}
