# O que respondem os comandos e os botões, exceto as cartas e o registro.

denied-wrong-guild = Este bot não vende aqui: o servidor não está em seus `GUILD_IDS`. Nada foi feito.
denied-not-staff = Somente a equipe pode fazer isto: um cargo de `STAFF_ROLE_IDS` ou de `/settings`, ou um administrador do servidor. Nada foi feito.
outdated = Este botão é de uma inicialização anterior do bot. Execute o comando de novo; nada foi feito.
license-in-sale = Esta licença já pertence à venda { $sale }. `/sales show` diz mais e mostra a chave a quem pedir.
broke = Algo deu errado e está no log. Se uma venda estava em andamento, ela termina sozinha: veja-a antes de vender de novo.
closing = O keyclerk está reiniciando. Tente de novo em um instante; nada foi feito.
not-taken = Isto não é aceito: o comando mudou ou só existe em servidores. Recarregue o Discord e tente de novo; nada foi feito.

not-your-license = Esta licença é de outra pessoa; só quem a comprou pode resgatá-la.
no-license-yet = Esta venda ainda não tem uma licença para você.
not-asked = No momento não dá para perguntar ao fornecedor se a licença está livre. Nada foi alterado; pressione de novo em um minuto.
sale-busy = Esta venda está sendo processada agora. Nada foi alterado; pressione de novo em alguns segundos.
no-such-sale = Essa venda não existe neste servidor. Nada foi feito.

nothing-sent-title = Nada foi enviado
resend-delivered = { $buyer } tem a chave da venda { $sale } em uma mensagem direta.
resend-closed = As mensagens diretas de { $buyer } continuam fechadas. Com `/mylicenses` essa pessoa vê a chave.
resend-under-way = A chave da venda { $sale } está a caminho de { $buyer }; é enviada assim que o Discord aceitar.
resend-nothing = A venda { $sale } não tem licença para enviar: nada foi vendido, ou ainda não.

nothing-sold-title = Nada foi vendido
bad-id = O Discord enviou um identificador que não faz sentido.
referenced = A referência *{ $reference }* pertence à venda { $sale }:
replaced-before = A venda { $faulty } já foi reposta, pela venda { $sale }:
earlier-sale =
    { $staff } vendeu para { $buyer } { $ago }.
    Se esta é outra venda, dê a ela outra referência.
show-sale-button = Mostrar venda { $sale }
buyer-has-left = { $buyer } não é mais membro deste servidor e precisa entrar de novo primeiro.
nothing-to-replace = Essa venda não vendeu nenhuma licença; não há o que repor.
replace-several-products = A venda { $sale } tem licenças de vários produtos: { $products }. Nada foi vendido ainda; execute o comando de novo e escolha o defeituoso em `{ sales-replace-product-name }`.
replace-other-product = A venda { $sale } não vendeu nenhuma licença de *{ $product }*. Escolha um produto da lista ou deixe `{ sales-replace-product-name }` vazio.
replace-too-many =
    { $count ->
        [one] A venda { $sale } vendeu só uma licença que pode ter defeito. Deixe `{ sales-replace-quantity-name }` vazio para repô-la.
       *[other] A venda { $sale } vendeu só { $count } licenças que podem ter defeito. Escreva no máximo { $count } em `{ sales-replace-quantity-name }`, ou deixe vazio para repor todas.
    }
named-is-one = Uma licença específica é uma só. Deixe `{ assignlicense-license-name }` vazio para vender várias, ou `{ assignlicense-quantity-name }` para vender essa.
sale-stopped-title = A venda parou
ledger-failed = Não foi possível gravar no livro. Se uma licença foi tomada, a venda termina sozinha e isto fica registrado; **veja a venda antes de vender de novo** e avise o proprietário.
buyer-is-bot = Um bot não pode ter uma licença. Escolha uma pessoa.
buyer-is-stranger = Essa pessoa não é membro deste servidor. Ela precisa entrar antes que uma licença lhe possa ser vendida.
license-gone = Essa opção não está mais no estoque. Escolha de novo na lista.
no-license-key = Isso não é uma chave de licença. Escolha uma da lista ou cole a chave inteira.
product-in-stock = { $product } · { $count } em estoque

nothing-looked-up-title = Nada foi consultado
nothing-changed = Nada foi vendido nem alterado.
vendor-says = O fornecedor diz: “{ $words }”
vendor-refuses-key = O fornecedor recusa a chave de API da loja. Avise o proprietário: é preciso uma chave nova.
vendor-limits = O fornecedor não aceita mais chamadas no momento. Tente de novo em um minuto.
vendor-senseless = O fornecedor está fora de alcance ou sua resposta não faz sentido. Tente de novo em um minuto.

fetched-title = Uma licença do estoque
fetched-footer = Ainda não vendida; por 15 minutos ela não é sorteada para mais ninguém
assign-to-placeholder = Atribuir a…
show-key-button = Mostrar chave
stock-empty-title = O estoque está vazio
stock-empty = Nenhuma licença pode ser vendida. Reponha o estoque no fornecedor.

info-title = Licença
state-label = Estado
license-assigned = atribuída a um comprador
license-expired = expirada
license-free = livre

stock-title =
    { $count ->
        [one] { $count } disponível
       *[other] { $count } disponíveis
    }
stock-none = Nenhuma licença está disponível.
page = Página { $page } de { $pages }
back-button = Voltar
next-button = Avançar

mine-none = Você ainda não tem licenças deste servidor.
mine-title = Sua licença · venda { $sale }
mine-summary =
    { $count ->
        [one] { $count } licença
       *[other] { $count } licenças
    }, página { $page } de { $pages }. Só você vê isto.
bought-label = Comprada

takes-help = Escreva no máximo 300 caracteres, como um canal, ou apenas um link inteiro que comece com `https://`.
remind-before = Você já foi lembrado disso.
reminder-several = Você pediu para ser lembrado. Estas suas licenças expiram em breve.
member-not-told = O Discord não disse a tempo se { $buyer } é membro. Nada foi vendido; tente de novo em instantes.
