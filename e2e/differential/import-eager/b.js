__log.push("b"); export const x = 1
