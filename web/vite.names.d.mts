export function className(name: string, path: string): string;
