# As mensagens de uma venda e o que elas têm em comum com outras.

sale-number = Venda { $sale }
product-label = Produto
products-label = Produtos
product-unnamed = sem nome do fornecedor
expires-label = Expira
never = nunca
key-label = Chave
keys-label = Chaves
note-label = Nota
reason-label = Motivo
makes-good-label = Repõe
makes-good = venda { $sale }: { $reason }

# Ao comprador
your-license-title =
    { $count ->
        [one] Sua licença
       *[other] Suas licenças
    }
keep-safe-label = Guarde bem
keep-safe = Execute /mylicenses no servidor para vê-la de novo.
dm-footer = Venda { $sale } · entrega { $nonce }
claim-notice = { $buyer }, sua licença está pronta, mas suas mensagens diretas estão fechadas. Pressione **{ claim-button }** para vê-la; só você pode.
claim-button = Resgatar

# Aos canais do servidor e ao proprietário
sales-line = { $staff } vendeu para { $buyer }
api-key-refused-title = O fornecedor recusa nossa chave de API
api-key-refused = As vendas estão pausadas. Crie uma chave nova no painel do fornecedor, coloque-a em `RESELLER_API_TOKEN` e reinicie o keyclerk.
refunded-title = A venda { $sale } foi reembolsada
refunded = { $staff } marcou-a como reembolsada. { $buyer } fica com a licença: o fornecedor não aceita devolução.
doubt-title = Uma venda está em dúvida há 15 minutos
doubt = A resposta do fornecedor sobre a licença de { $buyer } se perdeu, e desde então não foi possível contatá-lo. O keyclerk continua perguntando; a venda termina sozinha. **Não venda de novo.** Se o fornecedor estiver bem, veja o log do keyclerk.

# À equipe: como está uma venda
queue-title = Aguardando o fornecedor
queue = O fornecedor não aceita mais chamadas no momento. Sua venda para { $buyer } é a número { $place } da fila e continua sozinha em cerca de { $seconds } s – **não venda de novo**.
selling-title = Vendendo…
selling = O fornecedor está demorando para responder. A venda para { $buyer } continua sozinha.
lost-title = A resposta do fornecedor se perdeu
lost = A venda para { $buyer } vai terminar sozinha – **não venda de novo**. Esta mensagem mudará quando isso acontecer.
on-its-way-title = Vendida – a mensagem está a caminho
on-its-way = A licença é de { $buyer }. O Discord não aceita a mensagem agora; ela é enviada assim que ele aceitar.
sold-title =
    { $count ->
        [one] Licença vendida
       *[other] { $count } licenças vendidas
    }
sold-by-dm =
    { $count ->
        [one] { $buyer } tem a chave em uma mensagem direta.
       *[other] { $buyer } tem as chaves em uma mensagem direta.
    }
sold-by-claim =
    { $count ->
        [one] { $buyer } resgatou a chave.
       *[other] { $buyer } resgatou as chaves.
    }
dms-closed-title = Vendida – as mensagens diretas do comprador estão fechadas
dms-closed-claim = A licença é de { $buyer }, mas o Discord não nos deixa escrever para essa pessoa. Neste canal há um botão **{ claim-button }** que só ela pode usar; `/mylicenses` também lhe mostra a chave.
dms-closed = A licença é de { $buyer }, mas o Discord não nos deixa escrever para essa pessoa. Peça que ela execute `/mylicenses`.
late-reply = { $staff }, é assim que está sua venda { $sale }:
faulty-label = A chave defeituosa
faulty = fica com o comprador: o fornecedor não aceita devolução.

# À equipe: foram vendidas menos do que o pedido
short-title = { $count } de { $quantity } licenças vendidas
short = As outras não foram vendidas: { $why }. Execute o comando de novo para o que falta.
short-out-of-stock = o estoque não tem mais
short-stock-moves = as licenças sorteadas não estavam mais livres
short-quarantined = a equipe colocou uma chave em quarentena
short-api-key-refused = o fornecedor recusa a chave de API da loja
short-rate-limited = o fornecedor não aceitava mais chamadas
short-refused = o fornecedor recusou
short-unreachable = não foi possível contatar o fornecedor

# À equipe: o que ela decide
resend-button = Tentar a mensagem direta de novo
cancel-button = Cancelar
sell-another-button = Vender outra
sell-offered-button = Vender { $offered }
which-product-placeholder = Qual produto?
stock-count-description = { $count } em estoque
question-partial-title = { $offered } de { $quantity } em estoque – vender { $offered }?
question-partial = O estoque tem { $offered } das { $quantity } licenças para { $buyer }. Nada foi vendido ainda; vender { $offered }?
question-product-title = Qual produto?
question-product = O estoque tem vários produtos. Nada foi vendido ainda; escolha o de { $buyer }.
question-product-more = { $count ->
        [one] Mais um produto não cabe no menu.
       *[other] Mais { $count } produtos não cabem no menu.
    } Para vender um deles, execute o comando de novo e digite o nome em `{ assignlicense-product-name }`.
question-repeat-title = Vendida há pouco – vender outra?
question-repeat = { $staff } vendeu uma licença para { $buyer } { $ago } (venda { $sale }). Nada foi vendido ainda; vender outra?
question-repeat-product = { $staff } vendeu *{ $product }* para { $buyer } { $ago } (venda { $sale }). Nada foi vendido ainda; vender outra?
question-repeat-unknown = Vender outra licença para este comprador?
held-title = Retida – uma pessoa precisa decidir
held =
    As respostas do fornecedor se contradizem, então não é certo que a licença seja de { $buyer }: { $evidence }
    { "" }**Não venda de novo.** Procure a licença no painel do fornecedor e pressione o que for verdade.
evidence-expired = uma resposta se perdeu, e agora a licença não está atribuída a ninguém, mas expirou.
evidence-refused = uma resposta se perdeu, a licença consta como livre, e mesmo assim atribuí-la é recusado.
evidence-unknown = uma resposta se perdeu, e agora o fornecedor não conhece a licença.
evidence-other = veja o registro da venda.
deliver-button = É do comprador: entregar
quarantine-button = Não é: encerrar e pôr a chave em quarentena

# À equipe: por que nada foi vendido
fail-out-of-stock = O estoque não tem nenhuma licença que possa ser vendida. Reponha no fornecedor e execute o comando de novo.
fail-out-of-product = O estoque não tem nenhuma licença de *{ $product }* que possa ser vendida. Reponha no fornecedor e execute o comando de novo.
stock-unreadable =
    { $count ->
        [one] { $count } item do estoque não pôde ser lido.
       *[other] { $count } itens do estoque não puderam ser lidos.
    }
fail-unreachable = Não é possível contatar o fornecedor. Tente de novo em um minuto.
fail-refused = O fornecedor recusou. Tente de novo ou peça ao proprietário que veja o painel do fornecedor.
fail-api-key-refused = O fornecedor recusa a chave de API da loja, então as vendas estão pausadas. Avise o proprietário: é preciso uma chave nova.
fail-rate-limited = O fornecedor não aceita mais chamadas no momento. Tente de novo em um minuto.
fail-named-assigned = A licença indicada já está atribuída. Escolha outra ou deixe `{ assignlicense-license-name }` vazio.
fail-named-expired = A licença indicada expirou. Escolha outra ou deixe `{ assignlicense-license-name }` vazio.
fail-named-unknown = O fornecedor não conhece a licença indicada. Confira a chave ou deixe `{ assignlicense-license-name }` vazio.
fail-named-taken = A licença indicada pertence a outra venda desta loja. Escolha outra ou deixe `{ assignlicense-license-name }` vazio.
fail-named-other = A licença indicada não é de *{ $product }*. Escolha uma que seja ou deixe `{ assignlicense-product-name }` vazio.
fail-stock-moves = As licenças sorteadas não estavam mais livres; mais alguém vende deste estoque. Execute o comando de novo.
fail-quarantined = A equipe decidiu que a licença não é do comprador; a chave está em quarentena e nunca mais será vendida.
fail-not-confirmed = Não foi confirmado. Se a venda é intencional, execute o comando de novo.
fail-not-acknowledged = O Discord não respondeu a tempo. Execute o comando de novo.
