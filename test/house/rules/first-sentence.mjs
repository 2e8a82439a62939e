/** The lint rule that every file begins with a comment whose first line says in one sentence what the file is for. */

const FIRST_LINE = /^\/\*\* \S.{10,}( \*\/)$/;
const FIRST_LINE_OF_A_BLOCK = /^ \* \S.{10,}$/;

export const firstSentence = {
  meta: {
    type: 'suggestion',
    schema: [],
    messages: { missing: 'begin the file with /** One sentence that says what it is for. */' },
  },
  create(context) {
    return {
      Program() {
        const lines = context.sourceCode.lines;
        const [first = '', second = ''] = lines[0].startsWith('#!') ? lines.slice(1) : lines;
        const said = FIRST_LINE.test(first) || (first === '/**' && FIRST_LINE_OF_A_BLOCK.test(second));
        if (!said) context.report({ loc: { line: 1, column: 0 }, messageId: 'missing' });
      },
    };
  },
};
