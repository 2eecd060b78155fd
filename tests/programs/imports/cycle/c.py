from d import thing
