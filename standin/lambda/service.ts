/** The stand-in's AWS Lambda: every operation it serves, by name. https://docs.aws.amazon.com/lambda/latest/api/ */
import type { Service } from '../service';
import { authorize } from './authorize';
import { aliasOperations } from './operations/aliases';
import { changeOperations } from './operations/change-functions';
import { createFunction } from './operations/create-function';
import { describeOperations } from './operations/describe-functions';
import { invoke } from './operations/invoke';
import { permissionOperations } from './operations/permissions';
import { settingOperations } from './operations/settings';
import { tagOperations } from './operations/tags';
import { versionOperations } from './operations/versions';
import type { Functions } from './room';
import { taggedFunctions } from './tagged-functions';

export function lambdaService(functions: Functions): Service {
  return {
    operations: {
      CreateFunction: createFunction(functions),
      ...describeOperations(functions),
      ...changeOperations(functions),
      ...versionOperations(functions),
      ...aliasOperations(functions),
      Invoke: invoke(functions),
      ...permissionOperations(functions),
      ...settingOperations(functions),
      ...tagOperations(functions),
    },
    authorize: authorize(functions),
    tagged: taggedFunctions(functions),
    close: () => functions.processes.close(),
  };
}
