"""The training pipeline of the models: brat corpus → DocBin → component → figures."""
