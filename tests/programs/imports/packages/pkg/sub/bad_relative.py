from .... import toofar
