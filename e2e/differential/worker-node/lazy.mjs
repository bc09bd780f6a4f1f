export const lazy = "lazy"
