/** The lint rule that files are named in kebab-case, and that no file or folder is a drawer for everything. */

const KEBAB = /^\.?[a-z0-9]+(-[a-z0-9]+)*(\.(test|steps|schema|config|d))?\.[a-z]+$/;
const DRAWERS = /(^|\/)(utils?|helpers?|common|manager|misc|shared)(\/|\.|-|$)/;

export const kebabCaseFile = {
  meta: {
    type: 'suggestion',
    schema: [],
    messages: {
      name: '"{{name}}" is not kebab-case; name the file after what it exports',
      drawer: '"{{name}}" names a drawer for everything; what is in here lacks a noun',
    },
  },
  create(context) {
    return {
      Program() {
        const path = context.filename.slice(context.cwd.length + 1);
        const name = path.split('/').at(-1);
        const loc = { line: 1, column: 0 };
        if (!KEBAB.test(name)) context.report({ loc, messageId: 'name', data: { name } });
        if (DRAWERS.test(path)) context.report({ loc, messageId: 'drawer', data: { name: path } });
      },
    };
  },
};
