/** Whether TLC takes a text for the name of a record's field, and prints a function of such texts as a record (FcnRcdValue.isName). */
export function isFieldName(text: string): boolean {
  return /^[\p{L}\p{Nd}_]*\p{L}[\p{L}\p{Nd}_]*$/u.test(text) && !/^[WS]F_./.test(text);
}
