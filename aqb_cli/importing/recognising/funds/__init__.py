"""The funds of an agreement and the grant notice, as its sentences and tables state them."""
