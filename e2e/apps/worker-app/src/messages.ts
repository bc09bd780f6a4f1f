export interface Question { n: number }
export interface Answer { value: number; where: string }
