/** Whether a text is a JSON document, as some members of AWS's inputs have to be. */

export function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
