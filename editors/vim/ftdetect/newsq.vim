autocmd BufNewFile,BufRead *.newsq setfiletype newsq
autocmd BufNewFile,BufRead * if getline(1) =~# '^#!.*\<newsq\>' | setfiletype newsq | endif
