"""From records, as sources state papers, to references, and what a format of references carries of them."""
